/**
 * What gateways report about devices: contacts, and reports of the devices themselves.
 *
 * <p>Guarantees: a contact or report without a valid witness has no effect. Start reading at
 * {@link dev.holdfast.backend.update.report.RecordReports}.
 */
@NullMarked
package dev.holdfast.backend.update.report;

import org.jspecify.annotations.NullMarked;
