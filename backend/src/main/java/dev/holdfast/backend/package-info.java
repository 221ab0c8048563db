/**
 * The backend: the only holder of the database, of CA and signing keys, and of operators' authority. Packages are
 * features: {@code platform ← tenancy ← approval ← fleet ← {pki, update} ← attestation}; {@code audit} lists what they did.
 *
 * <p>Start reading at {@code backend/README.md}.
 */
@NullMarked
package dev.holdfast.backend;

import org.jspecify.annotations.NullMarked;
