/** What the OpenAPI document says that no annotation of a resource does: identity, identifiers, limits and problems. */
@NullMarked
package dev.holdfast.backend.platform.openapi;

import org.jspecify.annotations.NullMarked;
