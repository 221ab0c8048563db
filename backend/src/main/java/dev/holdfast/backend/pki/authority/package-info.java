/**
 * Certificate authorities of a catalog and their rotation. The database and the clock decide which one signs; each change emits an
 * event for relying parties.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.authority.UsableAuthorities}, then {@link
 * dev.holdfast.backend.pki.authority.RotateAuthorities}.
 */
@NullMarked
package dev.holdfast.backend.pki.authority;

import org.jspecify.annotations.NullMarked;
