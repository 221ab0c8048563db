/**
 * Capability files, which unlock one device for its developers or servicers until they expire. Each has a reason, an expiry and an issuer.
 * A file is signed only if it is issued and in force. Appraisal compares the capabilities of a device with the files issued for it.
 *
 * <p>Start reading at {@link dev.holdfast.backend.capability.IssueCapability}.
 */
@NullMarked
package dev.holdfast.backend.capability;

import org.jspecify.annotations.NullMarked;
