/** Tests against a running gateway, and of what is on board of it. */
@NullMarked
package dev.holdfast.gateway;

import org.jspecify.annotations.NullMarked;
