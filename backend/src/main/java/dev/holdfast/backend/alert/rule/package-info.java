/**
 * Raises alerts: reads events, evaluates the rules of the alert policy, and counts affected subjects. Start reading at {@link
 * dev.holdfast.backend.alert.rule.RaiseAlerts}.
 */
@NullMarked
package dev.holdfast.backend.alert.rule;

import org.jspecify.annotations.NullMarked;
