@NullMarked
package dev.holdfast.backend.platform.connection;

import org.jspecify.annotations.NullMarked;
