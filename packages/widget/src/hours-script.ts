import './hours.ts';
