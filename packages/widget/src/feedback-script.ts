import './feedback.ts';
