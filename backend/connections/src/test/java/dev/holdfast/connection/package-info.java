@NullMarked
package dev.holdfast.connection;

import org.jspecify.annotations.NullMarked;
