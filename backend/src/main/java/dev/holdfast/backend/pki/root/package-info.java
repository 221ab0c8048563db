/**
 * Roots of somebody else's above the installation's policy authority: a request goes out, a certificate comes in, and relying
 * parties that trust that root can check devices by it. Gateways go on with the installation's own root.
 *
 * <p>Guarantees: a certificate that would not make a valid chain is refused with what is wrong; what is imported changes
 * nothing of what is issued.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.root.CertifyByForeignRoot}.
 */
@NullMarked
package dev.holdfast.backend.pki.root;

import org.jspecify.annotations.NullMarked;
