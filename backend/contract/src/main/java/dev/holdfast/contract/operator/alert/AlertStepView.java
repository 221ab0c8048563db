package dev.holdfast.contract.operator.alert;

import java.time.Instant;

/**
 * Entry in the timeline of an alert.
 *
 * @param at time
 * @param step what happened
 * @param by user name of the person; empty for Holdfast
 * @param text comment or reason; for {@link AlertStep#ASSIGNED} the user name, for {@link AlertStep#PRIORITIZED} the priority; empty for
 *     none
 */
public record AlertStepView(Instant at, AlertStep step, String by, String text) {}
