/**
 * Site files and what is printed of their plans. A file enters; a dispatch problem, a JSON
 * document, lines and a report with plots leave; called by {@code dispatch plan}.
 */
package io.commonwatt.app.dispatch;
