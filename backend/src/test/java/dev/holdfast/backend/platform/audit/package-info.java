@NullMarked
package dev.holdfast.backend.platform.audit;

import org.jspecify.annotations.NullMarked;
