/** Blocked devices, revoked certificates and retired CAs, with previews of the impact. */
@NullMarked
package dev.holdfast.contract.operator.revocation;

import org.jspecify.annotations.NullMarked;
