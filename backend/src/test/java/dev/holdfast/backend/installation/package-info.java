/**
 * A real installation for {@code @QuarkusTest}s: PostgreSQL with the two roles, fresh keys, and certificates for the internal listener.
 * Start reading at {@link dev.holdfast.backend.installation.Installation}.
 */
@NullMarked
package dev.holdfast.backend.installation;

import org.jspecify.annotations.NullMarked;
