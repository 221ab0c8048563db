/** Lets requests that wait for the database share its next statement, each going on in its own context. */
@NullMarked
package dev.holdfast.backend.attestation.waiting;

import org.jspecify.annotations.NullMarked;
