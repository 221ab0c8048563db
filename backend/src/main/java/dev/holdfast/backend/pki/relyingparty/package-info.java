/**
 * Serves relying parties: authorities of a catalog, trust bundles, chains and proofs of possession.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.relyingparty.ListAuthorities}.
 */
@NullMarked
package dev.holdfast.backend.pki.relyingparty;

import org.jspecify.annotations.NullMarked;
