/**
 * The authorities of a catalog, one after the other. Which of them signs follows from the database and the clock; each change
 * is told to relying parties by an event.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.authority.AuthorityLine}, then {@link
 * dev.holdfast.backend.pki.authority.RotateAuthorities}.
 */
@NullMarked
package dev.holdfast.backend.pki.authority;

import org.jspecify.annotations.NullMarked;
