/**
 * Reports of devices. Guarantees: 204 means that the backend made the report durable; whatever else happens the device is
 * told to come back, and its report's id makes the repetition harmless. One malformed report spoils no other.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.report.ReportRoutes}.
 */
@NullMarked
package dev.holdfast.gateway.report;

import org.jspecify.annotations.NullMarked;
