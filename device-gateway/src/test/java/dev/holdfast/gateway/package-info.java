/** Tests against a running gateway, and of its classpath. */
@NullMarked
package dev.holdfast.gateway;

import org.jspecify.annotations.NullMarked;
