/**
 * The gateway's own certificates. {@link dev.holdfast.gateway.tls.CertificateFiles} reads them again when their files
 * change, so that short-lived certificates need no restart.
 */
@NullMarked
package dev.holdfast.gateway.tls;

import org.jspecify.annotations.NullMarked;
