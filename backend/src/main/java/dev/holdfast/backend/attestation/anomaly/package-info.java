/**
 * Clones and liars: what does not fit together in what devices attest.
 *
 * <p>Guarantees: an anomaly is about a device only when its own endorsed key made the connection; one that lost an
 * answer and tries again, moves to another network or attests twice in a row is not suspected; however often something
 * happens, it is one row a device and kind.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.anomaly.Trace}.
 */
@NullMarked
package dev.holdfast.backend.attestation.anomaly;

import org.jspecify.annotations.NullMarked;
