/**
 * What those who must trust devices get: the authorities of a catalog, bundles and chains, and proofs of possession.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.relyingparty.ListAuthorities}.
 */
@NullMarked
package dev.holdfast.backend.pki.relyingparty;

import org.jspecify.annotations.NullMarked;
