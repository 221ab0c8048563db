/** Adds to the OpenAPI document what annotations do not declare: authentication, ids, limits, problems and Javadoc. */
@NullMarked
package dev.holdfast.backend.platform.openapi;

import org.jspecify.annotations.NullMarked;
