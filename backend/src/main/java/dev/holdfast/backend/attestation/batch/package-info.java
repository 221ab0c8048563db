/** Batches requests that wait for the database into one statement. */
@NullMarked
package dev.holdfast.backend.attestation.batch;

import org.jspecify.annotations.NullMarked;
