/**
 * Alerts of a catalog. {@code rule} raises them from events, {@code triage} is what people do with them.
 *
 * <p>Guarantees: one alert for each rule and combination of values that its events share, with exact numbers, whatever the number of events.
 * Each event counts once, also after a crash.
 */
@NullMarked
package dev.holdfast.backend.alert;

import org.jspecify.annotations.NullMarked;
