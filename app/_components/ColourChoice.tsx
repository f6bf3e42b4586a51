'use client';

import { Check } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { MEMBER_COLOURS, type MemberColour } from '#server/contract/presence';
import styles from './ColourChoice.module.css';

export function ColourChoice({
  value,
  onChange,
}: {
  value: MemberColour;
  onChange: (colour: MemberColour) => void;
}) {
  return (
    <RadioGroup.Root
      className={styles.colours}
      aria-label="Colour"
      value={value}
      onValueChange={(next) => onChange(next as MemberColour)}
    >
      {MEMBER_COLOURS.map((colour) => (
        <RadioGroup.Item
          key={colour}
          value={colour}
          className={styles.colour}
          data-member={colour}
          aria-label={colour}
        >
          <RadioGroup.Indicator>
            <Check size={18} strokeWidth={3} aria-hidden />
          </RadioGroup.Indicator>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
