/**
 * Reports of devices. Guarantees: 204 means that the backend stored the report. After any other response the device
 * retries, and the ID of the report makes retries harmless. A malformed report does not affect others.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.report.ReportRoutes}.
 */
@NullMarked
package dev.holdfast.gateway.report;

import org.jspecify.annotations.NullMarked;
