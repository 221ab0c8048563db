/**
 * Attestation policies: which one decides where, their versions, an editor that checks as one writes, what a candidate
 * would change for devices, and the two people that an activation may need. Start with
 * {@link dev.holdfast.ui.policy.PolicyDetailView}; the page that decides is {@link dev.holdfast.ui.policy.ReplayReportView}.
 */
@NullMarked
package dev.holdfast.ui.policy;

import org.jspecify.annotations.NullMarked;
