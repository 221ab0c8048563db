/**
 * Capability files: what opens one device for its developers or servicers, and no other, for a while. Each says why, until when and
 * by whom; nothing is signed before it is issued, and what counts no longer is not signed either. Issuing is {@link
 * dev.holdfast.backend.capability.IssueCapability}: start reading there. What is issued stands with the device, so that appraisal
 * tells it from what nobody issued.
 */
@NullMarked
package dev.holdfast.backend.capability;

import org.jspecify.annotations.NullMarked;
