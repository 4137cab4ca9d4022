#!/bin/bash
echo "$# $1"
id -u
