/**
 * Models made elsewhere. ONNX bytes enter; a quantile model leaves. The runtime that walks them,
 * {@code com.microsoft.onnxruntime:onnxruntime} (MIT, 93 MB with its natives), is not shipped: it
 * is put on the class path by who needs it.
 */
package io.commonwatt.forecasting.onnx;
