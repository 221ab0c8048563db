/**
 * Issues device certificates; each is for one device and one purpose.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.issuing.IssueCertificates}.
 */
@NullMarked
package dev.holdfast.backend.pki.issuing;

import org.jspecify.annotations.NullMarked;
