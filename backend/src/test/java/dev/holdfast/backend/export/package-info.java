@NullMarked
package dev.holdfast.backend.export;

import org.jspecify.annotations.NullMarked;
