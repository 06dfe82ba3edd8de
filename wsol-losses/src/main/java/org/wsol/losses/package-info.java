package org.wsol.losses;
