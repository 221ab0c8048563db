/**
 * Issues certificates of devices: a leaf names one device and one use.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.issuing.IssueCertificates}.
 */
@NullMarked
package dev.holdfast.backend.pki.issuing;

import org.jspecify.annotations.NullMarked;
