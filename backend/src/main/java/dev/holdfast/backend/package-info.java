/**
 * The backend. Only this process uses the database, holds CA and signing keys, and authorizes operators. Packages are features:
 * {@code platform ← tenancy ← approval ← fleet ← {pki, update, capability} ← attestation}. {@code audit} serves the audit log.
 *
 * <p>Start reading at {@code backend/README.md}.
 */
@NullMarked
package dev.holdfast.backend;

import org.jspecify.annotations.NullMarked;
