/**
 * What people do with alerts, and how alerts end by themselves. Start reading at {@link dev.holdfast.backend.alert.triage.AlertStates}.
 */
@NullMarked
package dev.holdfast.backend.alert.triage;

import org.jspecify.annotations.NullMarked;
