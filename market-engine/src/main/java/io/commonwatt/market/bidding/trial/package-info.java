/**
 * Mechanisms and bidding strategies on the same homes. A seed enters; what trading saved, and whom
 * it cost, leaves. Called by tests and by the command line.
 */
package io.commonwatt.market.bidding.trial;
