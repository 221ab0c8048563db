/** Tests of malformed requests and hostile clients. */
@NullMarked
package dev.holdfast.backend.platform.connection;

import org.jspecify.annotations.NullMarked;
