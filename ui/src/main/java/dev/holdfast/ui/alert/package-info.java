/** Alerts: one for each cause, with triage. Start with {@link dev.holdfast.ui.alert.AlertsView}. */
@NullMarked
package dev.holdfast.ui.alert;

import org.jspecify.annotations.NullMarked;
