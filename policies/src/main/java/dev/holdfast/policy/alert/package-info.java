/**
 * How events become alerts, from the field {@code alert} of the rules of a policy of kind {@code alert}. {@link
 * dev.holdfast.policy.alert.EventFacts} are the facts of an event. Pure: without a clock.
 */
@NullMarked
package dev.holdfast.policy.alert;

import org.jspecify.annotations.NullMarked;
