/** Tests of blocks and revocations, from the operation to gateways and relying parties. */
@NullMarked
package dev.holdfast.backend.pki.revocation;

import org.jspecify.annotations.NullMarked;
