package org.wsol.data;
