/** Stored state of a device that attests: endorsed key, catalog, counters, target. */
@NullMarked
package dev.holdfast.backend.attestation.subject;

import org.jspecify.annotations.NullMarked;
