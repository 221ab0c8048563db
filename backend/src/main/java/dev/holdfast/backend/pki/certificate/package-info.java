/**
 * Certificate formats: profiles of authorities, serial numbers, PEM and PKCS#7.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.certificate.AuthorityCertificates}.
 */
@NullMarked
package dev.holdfast.backend.pki.certificate;

import org.jspecify.annotations.NullMarked;
