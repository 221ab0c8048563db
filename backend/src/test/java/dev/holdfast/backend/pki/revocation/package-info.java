/** What is blocked and revoked, from the operator's act to what gateways and relying parties are told. */
@NullMarked
package dev.holdfast.backend.pki.revocation;

import org.jspecify.annotations.NullMarked;
