/** What Holdfast knows of a device before it attests: its endorsed key, its catalog, its counters, its target. */
@NullMarked
package dev.holdfast.backend.attestation.subject;

import org.jspecify.annotations.NullMarked;
