/** Tests of row-level security, requests and transactions. */
@NullMarked
package dev.holdfast.backend.platform;

import org.jspecify.annotations.NullMarked;
