/**
 * External roots above the installation's policy authority. An exported request and an imported certificate let relying parties that
 * trust the external root verify devices. Gateways continue to use the installation's own root.
 *
 * <p>Guarantees: a certificate that would not form a valid chain is refused with the reason; an import does not change issued certificates.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.root.CertifyByExternalRoot}.
 */
@NullMarked
package dev.holdfast.backend.pki.root;

import org.jspecify.annotations.NullMarked;
