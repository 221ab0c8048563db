/** What the factory promises: releases that rebuild to the same bytes, endorsed chips. */
@NullMarked
package dev.holdfast.sim.factory;

import org.jspecify.annotations.NullMarked;
