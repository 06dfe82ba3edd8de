package org.wsol.eval;
